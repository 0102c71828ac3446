import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first render of an app loads its extensions, which takes a while on CI
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
