import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { linkedEntityFilter } from './linkedEntityFilter';

/**
 * On services without the annotation too: there the card says how to set it
 * up. A library or a website is not asked to have one.
 */
export const serviceHealthEntityCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: {
      $any: [{ kind: 'component', 'spec.type': 'service' }, linkedEntityFilter],
    },
    loader: () =>
      import('./components/HealthCard').then(({ HealthCard }) => (
        <HealthCard />
      )),
  },
});
