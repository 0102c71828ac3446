import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { paths } from '../lib/paths.mjs';
import { isSameApi } from './isSameApi.mjs';

const report = 'report.api.md';

const compilerOptions = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['DOM', 'DOM.Iterable', 'ES2022'],
  jsx: 'react-jsx',
  types: ['node'],
  skipLibCheck: true,
  strict: true,
};

/**
 * Compares the API of every plugin with its `report.api.md`, from the declarations that `tsc`
 * wrote; with `write` the reports are written.
 *
 * @returns the packages whose report was not current
 */
export function checkApiReports({ write = false } = {}) {
  return readdirSync(join(paths.root, 'plugins'))
    .filter(folder => !isCurrent(folder, write))
    .map(folder => `plugins/${folder}/${report}`);
}

function isCurrent(folder, write) {
  const project = join(paths.root, 'plugins', folder);
  const declarations = join(
    ...[paths.root, 'dist-types', 'plugins', folder, 'src/index.d.ts'],
  );
  if (!existsSync(declarations)) {
    throw new Error(`Cannot find "${declarations}": run "yarn tsc" first`);
  }
  const temporary = mkdtempSync(join(tmpdir(), 'paved-path-api-'));
  Extractor.invoke(
    ExtractorConfig.prepare({
      configObject: configOf({ project, declarations, temporary }),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(project, 'package.json'),
    }),
    {
      localBuild: false,
      showVerboseMessages: false,
      messageCallback: message => {
        // What it has to say of the API is in the report
        message.handled = message.logLevel !== 'error';
      },
    },
  );
  const file = join(project, report);
  const wanted = readFileSync(join(temporary, report), 'utf8');
  rmSync(temporary, { recursive: true, force: true });
  if (existsSync(file) && isSameApi(readFileSync(file, 'utf8'), wanted)) {
    return true;
  }
  if (write) {
    writeFileSync(file, wanted);
  }
  return false;
}

function configOf({ project, declarations, temporary }) {
  return {
    mainEntryPointFilePath: declarations,
    bundledPackages: [],
    projectFolder: project,
    compiler: {
      skipLibCheck: true,
      overrideTsconfig: { compilerOptions, files: [declarations] },
    },
    apiReport: {
      enabled: true,
      reportFileName: report,
      reportFolder: project,
      reportTempFolder: temporary,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      extractorMessageReporting: {
        default: { logLevel: 'warning', addToApiReportFile: true },
        // Workspaces stand for their packages: their types are those of the sources
        'ae-wrong-input-file-type': { logLevel: 'none' },
        'ae-undocumented': { logLevel: 'none' },
      },
    },
    newlineKind: 'lf',
  };
}
