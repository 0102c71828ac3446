import { createContext } from 'react';

/** Says a text to screen readers, without moving the focus. */
export const AnnounceContext = createContext<(text: string) => void>(() => {});
