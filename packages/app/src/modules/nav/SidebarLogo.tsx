import { Link, useSidebarOpenState } from '@backstage/core-components';

/** A road that narrows to the horizon; with the name when the side bar is open. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();

  return (
    <Link
      to="/"
      underline="none"
      aria-label="Home"
      style={{
        display: 'flex',
        alignItems: 'center',
        gap: 14,
        height: 64,
        padding: '24px 0 0 22px',
        color: '#fff',
        fontWeight: 700,
        fontSize: 18,
        whiteSpace: 'nowrap',
      }}
    >
      <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
        <path d="M10 3h8l8 22H2z" fill="#7df3e1" />
        <path
          d="M14 6v3M14 13v4M14 21v4"
          stroke="#0b1f24"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      {isOpen && 'Paved Path'}
    </Link>
  );
}
