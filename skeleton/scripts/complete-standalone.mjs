/** Puts beside the standalone server what the build leaves out: static files, public files, the drain preload. */
import { cpSync } from 'node:fs';

cpSync('.next/static', '.next/standalone/.next/static', { recursive: true });
cpSync('public', '.next/standalone/public', { recursive: true });
cpSync('drain.mjs', '.next/standalone/drain.mjs');
