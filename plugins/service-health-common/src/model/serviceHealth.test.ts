import { serviceHealthExamples } from '../testUtils';
import { serviceHealthSchema } from './serviceHealth';

describe('serviceHealthSchema', () => {
  it.each(Object.entries(serviceHealthExamples))(
    'accepts the example "%s"',
    (_, example) => {
      expect(serviceHealthSchema.parse(example)).toEqual(example);
    },
  );

  it.each(
    Object.entries(serviceHealthExamples).filter(
      ([, example]) => example.level !== 'healthy',
    ),
  )('keeps the headline of "%s" short', (_, example) => {
    expect(example.headline.length).toBeLessThanOrEqual(70);
  });
});
