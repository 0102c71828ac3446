import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { serviceHealthTranslationRef } from './translation';

/** The texts of this plugin in the reader's language. */
export function useTexts(): TranslationFunction<
  typeof serviceHealthTranslationRef.T
> {
  return useTranslationRef(serviceHealthTranslationRef).t;
}
