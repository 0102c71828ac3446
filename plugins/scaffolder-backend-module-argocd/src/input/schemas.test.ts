import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  manifestInput,
  registerInput,
  unregisterInput,
  waitInput,
} from './schemas';

describe('input schemas', () => {
  // The scaffolder's validator answers a "$ref" with "TypeError: Invalid URL" before the action runs
  it.each(
    Object.entries({
      manifestInput,
      registerInput,
      unregisterInput,
      waitInput,
    }),
  )('%s becomes a JSON schema without references', (_, input) => {
    const action = createTemplateAction({
      id: 'test',
      schema: { input: () => input },
      handler: async () => {},
    });

    expect(action.schema?.input).toMatchObject({ type: 'object' });
    expect(JSON.stringify(action.schema?.input)).not.toContain('$ref');
  });
});
