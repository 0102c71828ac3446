import { Answers } from './Answers';
import { readTemplate } from './readTemplate';
import { renderRepository } from './renderRepository';
import { validateAnswers } from './validateAnswers';

/**
 * Writes the repository that the template makes from `answers`.
 *
 * @param answers - the form's answers; defaults are filled in
 * @param outputDir - an absolute path; made when missing, files in it are replaced
 * @throws InvalidAnswersError when the answers do not fit the template's parameters
 */
export async function renderSkeleton(
  answers: Answers,
  outputDir: string,
): Promise<void> {
  const template = await readTemplate();
  const complete = validateAnswers(template, answers);
  await renderRepository(template, complete, outputDir);
}
