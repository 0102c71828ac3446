import { Response } from 'express';

/** Answer an error as Gitea does. */
export function answerProblem(
  response: Response,
  status: number,
  message: string,
): void {
  response
    .status(status)
    .json({ message, url: 'https://docs.gitea.com/api/1.26/' });
}

/** Answer 404 as Gitea does. */
export function answerNotFound(response: Response): void {
  response.status(404).json({
    errors: null,
    message: "The target couldn't be found.",
    url: 'https://docs.gitea.com/api/1.26/',
  });
}
