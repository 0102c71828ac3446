import { StoredChange } from '../store/StoredChange';

/** Names an object that a controller is to look at. */
export interface ObjectName {
  namespace: string;
  name: string;
}

/** Brings the state of one kind's objects to what their specs ask for, little by little. */
export interface Controller {
  /** Which of its objects a change concerns. */
  concerns(change: StoredChange): ObjectName[];
  /** Does the next step for an object, which may be gone; a number asks to be called again after that many milliseconds. */
  reconcile(object: ObjectName): number | void;
}
