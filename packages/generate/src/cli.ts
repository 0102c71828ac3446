import { runGenerate } from './runGenerate';

runGenerate(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
