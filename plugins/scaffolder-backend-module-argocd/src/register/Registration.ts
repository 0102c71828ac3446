import { ActionRun } from '../actions/ActionRun';
import { RegisterInput } from '../input/schemas';
import { Owner } from '../render/Owner';
import { Rollback } from './Rollback';

/** What the parts of one registration share. */
export interface Registration {
  run: ActionRun;
  input: RegisterInput;
  owner: Owner;
  rollback: Rollback;
  /** Whether the project has any; set once the project was read. */
  hasSyncWindows: boolean;
}
