/** What a person filled into the form: the template's parameters, by name. */
export type Answers = Record<string, unknown>;
