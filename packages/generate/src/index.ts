export { renderSkeleton } from './renderSkeleton';
export { readTemplate } from './readTemplate';
export { validateAnswers } from './validateAnswers';
export { InvalidAnswersError } from './InvalidAnswersError';
export type { Answers } from './Answers';
