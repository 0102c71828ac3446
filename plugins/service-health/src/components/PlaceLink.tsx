import { Link as BuiLink } from '@backstage/ui';
import { Link } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { isSafeHref } from './isSafeHref';
import { HiddenText } from './HiddenText';

/** A link out of the page; nothing at all when its address is not a web page. */
export function PlaceLink({ link }: { link: Link }) {
  const t = useTexts();
  if (!isSafeHref(link.href)) {
    return <></>;
  }
  if (link.href.startsWith('/')) {
    return <BuiLink href={link.href}>{link.title}</BuiLink>;
  }
  return (
    <BuiLink href={link.href} target="_blank" rel="noopener noreferrer">
      {link.title}
      <HiddenText> {t('link.newWindow')}</HiddenText>
    </BuiLink>
  );
}
