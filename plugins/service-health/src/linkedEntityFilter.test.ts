import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { linkedEntityFilter } from './linkedEntityFilter';

const isLinked = filterPredicateToFilterFunction(linkedEntityFilter);
const withAnnotations = (annotations: Record<string, string>) =>
  isLinked({ kind: 'Resource', metadata: { name: 'visits', annotations } });

describe('linkedEntityFilter', () => {
  it.each([
    'backstage.io/kubernetes-id',
    'backstage.io/kubernetes-label-selector',
    'service-health/environments',
  ])('finds an entity with %s', annotation => {
    expect(withAnnotations({ [annotation]: 'visits' })).toBe(true);
  });

  it('leaves out an entity that names nothing in a cluster', () => {
    expect(withAnnotations({ 'backstage.io/source-location': 'url:x' })).toBe(
      false,
    );
  });
});
