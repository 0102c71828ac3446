import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';

import service from '@/service.json';

import './globals.css';

export const metadata: Metadata = {
  title: service.name,
  description: service.description,
  robots: { index: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1116' },
  ],
};

export default function RootLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
