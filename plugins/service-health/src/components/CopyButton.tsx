import { Button } from '@backstage/ui';
import { useContext, useEffect, useState } from 'react';
import { Glyph } from '../pictures/Glyph';
import { useTexts } from '../useTexts';
import { AnnounceContext } from './AnnounceContext';
import { copyText } from './copyText';

const SHOWN_MS = 2_000;

/** Copies a text and says so, on the button and to screen readers. */
export function CopyButton(options: {
  text: string;
  label: string;
  className?: string;
}) {
  const { text, label, className } = options;
  const t = useTexts();
  const announce = useContext(AnnounceContext);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setCopied(false);
      announce('');
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [announce, copied]);
  async function copy() {
    if (await copyText(text)) {
      setCopied(true);
      announce(t('action.copied'));
    }
  }
  return (
    <Button
      variant="tertiary"
      size="small"
      className={className}
      iconStart={<Glyph name="copy" size="small" />}
      aria-label={label}
      onPress={copy}
    >
      {copied ? t('action.copied') : t('action.copy')}
    </Button>
  );
}
