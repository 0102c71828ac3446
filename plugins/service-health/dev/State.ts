/** One state to look at; without an answer it stays loading. */
export interface State<THealth> {
  /** Name of the entity that has it. */
  name: string;
  title: string;
  answer?: THealth | Error;
}
