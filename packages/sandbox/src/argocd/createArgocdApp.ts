import express, {
  Express,
  NextFunction,
  Request,
  RequestHandler,
  Response,
} from 'express';
import { applicationPage, applicationsPage } from './applicationPage';
import { ArgocdState } from './ArgocdState';
import { GrpcError } from './GrpcError';
import { registerApplicationRoutes } from './routes/registerApplicationRoutes';
import { registerApplicationSetRoutes } from './routes/registerApplicationSetRoutes';
import { registerProjectRoutes } from './routes/registerProjectRoutes';
import { registerRepositoryRoutes } from './routes/registerRepositoryRoutes';
import { registerSessionRoutes } from './routes/registerSessionRoutes';
import { registerStreamRoutes } from './routes/registerStreamRoutes';
import { answerJson, RouteContext } from './routes/RouteContext';

/** The HTTP face of the double. */
export function createArgocdApp(
  context: RouteContext,
  options: { basePath: string; onRequest: RequestHandler },
): Express {
  const router = express.Router();
  router.use('/api', enforceContentType);
  router.use(express.text({ type: () => true, limit: '10mb' }), decodeBody);
  router.use(options.onRequest);
  registerSessionRoutes(router, context);
  registerProjectRoutes(router, context);
  registerRepositoryRoutes(router, context);
  registerApplicationRoutes(router, context);
  registerApplicationSetRoutes(router, context);
  registerStreamRoutes(router, context);
  router.use('/api', (_request, response) => {
    response.status(404).type('text/plain').send('Not Found\n');
  });
  registerPages(router, context, options.basePath);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(options.basePath || '/', router);
  app.use(answerError);
  return app;
}

/** The header must be exactly this one on all but GET, even without a body. */
function enforceContentType(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const type = request.header('content-type')?.toLowerCase();
  if (request.method === 'GET' || type === 'application/json') {
    next();
  } else {
    response.status(415).type('text/plain').send('Invalid content type\n');
  }
}

function decodeBody(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const text = typeof request.body === 'string' ? request.body : '';
  response.locals.body = text;
  try {
    request.body = text === '' ? {} : JSON.parse(text);
    next();
  } catch {
    next(
      new GrpcError(
        'InvalidArgument',
        /^\s*[{["]/.test(text)
          ? 'unexpected EOF'
          : `invalid character '${text.charAt(
              0,
            )}' looking for beginning of value`,
      ),
    );
  }
}

// Express tells an error handler by its four parameters.
function answerError(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const answer =
    error instanceof GrpcError
      ? error
      : new GrpcError(
          'Unknown',
          error instanceof Error ? error.message : String(error),
        );
  answerJson(response, answer.body, answer.status);
}

function registerPages(
  router: express.Router,
  context: RouteContext,
  basePath: string,
): void {
  const { state } = context;
  router.get('/', (_request, response) => {
    response.redirect(`${basePath}/applications`);
  });
  router.get('/applications', (_request, response) => {
    response.send(applicationsPage([...state.applications.values()], basePath));
  });
  router.get('/applications/:namespace/:name', (request, response) => {
    const { namespace, name } = request.params;
    const application = state.applications.get(
      ArgocdState.key(namespace, name),
    );
    if (application) {
      response.send(applicationPage(application));
    } else {
      response
        .status(404)
        .send(applicationsPage([...state.applications.values()], basePath));
    }
  });
}
