import { Response } from 'express';

/** Where Gitea's errors point to: its API's own description. */
function documentation(response: Response): string {
  return `http://${response.req.get('host') ?? 'localhost'}/api/swagger`;
}

/** Answer an error as Gitea does. */
export function answerProblem(
  response: Response,
  status: number,
  message: string,
): void {
  response.status(status).json({ message, url: documentation(response) });
}

/** Answer 404 as Gitea does. */
export function answerNotFound(response: Response): void {
  response.status(404).json({
    errors: null,
    message: "The target couldn't be found.",
    url: documentation(response),
  });
}

/** Answer 404 for an organisation, as Gitea does. */
export function answerNoOrganisation(response: Response, name: string): void {
  response.status(404).json({
    errors: [`user redirect does not exist [name: ${name}]`],
    message: 'GetOrgByName',
    url: documentation(response),
  });
}
