/**
 * Every mark of the plugin on a grid of 20 x 20. Shape alone tells them apart;
 * `--gi` is the colour of what lies under the mark.
 */
export const glyphs = {
  healthy: (
    <>
      <circle cx="10" cy="10" r="9" fill="currentColor" />
      <path
        d="M5.9 10.4l2.8 2.8 5.5-6.2"
        fill="none"
        stroke="var(--gi)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  progressing: (
    <>
      <circle
        cx="10"
        cy="10"
        r="8"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      />
      <path d="M10 5a5 5 0 0 1 0 10z" fill="currentColor" />
    </>
  ),
  warning: (
    <>
      <path
        d="M10 1.4c.7 0 1.3.3 1.6.9l7.2 12.8c.7 1.3-.2 2.9-1.6 2.9H2.8c-1.4 0-2.3-1.6-1.6-2.9L8.4 2.3c.3-.6.9-.9 1.6-.9z"
        fill="currentColor"
      />
      <path
        d="M10 6.6v4.6M10 14.4v.2"
        stroke="var(--gi)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </>
  ),
  degraded: (
    <>
      <rect
        x="3.4"
        y="3.4"
        width="13.2"
        height="13.2"
        rx="2"
        transform="rotate(45 10 10)"
        fill="currentColor"
      />
      <path
        d="M6.2 10h7.6"
        stroke="var(--gi)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </>
  ),
  down: (
    <>
      <path
        d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"
        fill="currentColor"
      />
      <path
        d="M6.8 6.8l6.4 6.4m0-6.4l-6.4 6.4"
        stroke="var(--gi)"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </>
  ),
  unknown: (
    <>
      <circle
        cx="10"
        cy="10"
        r="8.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeDasharray="3.4 2.32"
      />
      <path
        d="M7.7 8a2.3 2.3 0 1 1 3.4 2c-.7.4-1.1.8-1.1 1.6M10 14.3v.1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </>
  ),
  suspended: (
    <>
      <rect
        x="1.9"
        y="1.9"
        width="16.2"
        height="16.2"
        rx="4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
      />
      <path
        d="M7.8 6.6v6.8m4.4-6.8v6.8"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </>
  ),
  note: (
    <>
      <circle
        cx="10"
        cy="10"
        r="8.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
      <path
        d="M10 9.4v4.4M10 6.3v.1"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </>
  ),
  ready: (
    <circle
      cx="10"
      cy="10"
      r="8"
      fill="var(--sh-ok)"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
  noNode: (
    <rect
      x="2.2"
      y="2.2"
      width="15.6"
      height="15.6"
      rx="3"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeDasharray="4.4 2.6"
    />
  ),
  crashing: (
    <>
      <rect
        x="3.4"
        y="3.4"
        width="13.2"
        height="13.2"
        rx="2"
        transform="rotate(45 10 10)"
        fill="currentColor"
      />
      <path
        d="M7.4 7.4l5.2 5.2m0-5.2l-5.2 5.2"
        stroke="var(--gi)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </>
  ),
  stopping: (
    <>
      <circle
        cx="10"
        cy="10"
        r="7.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
      />
      <path
        d="M6.5 10h7"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </>
  ),
  primary: (
    <>
      <path d="M10 .8l8 4.6v9.2l-8 4.6-8-4.6V5.4z" fill="currentColor" />
      <path
        d="M8.2 14V6.2h2.4a2.3 2.3 0 0 1 0 4.7H8.4"
        fill="none"
        stroke="var(--gi)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  replica: (
    <path
      d="M10 1.7l7.2 4.2v8.2L10 18.3l-7.2-4.2V5.9z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
    />
  ),
  copy: (
    <path
      d="M7 7h9v10H7zM4 13V3h9"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinejoin="round"
    />
  ),
  retry: (
    <path
      d="M16 10a6 6 0 1 1-1.8-4.3M16 3v4h-4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
} as const;

/** Name of a mark in {@link glyphs}. */
export type GlyphName = keyof typeof glyphs;
