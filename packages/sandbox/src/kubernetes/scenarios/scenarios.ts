import { apiDown, apiForbidden, apiHung } from './apiScenarios';
import { hpaAtMax, hpaBlind, hpaCannotAct } from './autoscalerScenarios';
import { crashLoopError, crashLoopOutOfMemory } from './crashScenarios';
import { badImage, rolloutStuck, unschedulable } from './rolloutScenarios';
import { budgetBlocked, quotaExceeded } from './limitScenarios';
import { nodePowerOff } from './nodeScenarios';
import { evictedPods, readinessFailing, stuckCreating } from './podScenarios';
import { Scenario } from './Scenario';

/** All scenarios, in the order in which a control page shows them. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'healthy',
    title: 'Everything healthy again',
    description: 'Ends every other scenario.',
    scope: 'cluster',
    start: () => () => {},
  },
  crashLoopError,
  crashLoopOutOfMemory,
  badImage,
  unschedulable,
  stuckCreating,
  readinessFailing,
  rolloutStuck,
  quotaExceeded,
  evictedPods,
  hpaAtMax,
  hpaBlind,
  hpaCannotAct,
  budgetBlocked,
  nodePowerOff,
  apiHung,
  apiForbidden,
  apiDown,
];
