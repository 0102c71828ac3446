import { ApiResource } from './ApiResource';

interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  causes?: { reason?: string; message: string; field?: string }[];
  retryAfterSeconds?: number;
}

interface StatusOptions {
  details?: StatusDetails;
  metadata?: Record<string, unknown>;
}

/** An answer of the API server that is a `Status` and not what was asked for. */
export class StatusError extends Error {
  override name = 'StatusError' as const;
  readonly code: number;
  readonly body: Record<string, unknown>;

  constructor(
    code: number,
    reason: string,
    message: string,
    options: StatusOptions = {},
  ) {
    super(message);
    this.code = code;
    this.body = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: options.metadata ?? {},
      status: 'Failure',
      message,
      ...(reason ? { reason } : {}),
      ...(options.details ? { details: options.details } : {}),
      code,
    };
  }

  static unauthorized(): StatusError {
    return new StatusError(401, 'Unauthorized', 'Unauthorized');
  }

  static badRequest(message: string): StatusError {
    return new StatusError(400, 'BadRequest', message);
  }

  static notFound(resource: ApiResource, name: string): StatusError {
    return new StatusError(
      404,
      'NotFound',
      `${qualifiedName(resource)} "${name}" not found`,
      { details: detailsOf(resource, name) },
    );
  }

  static alreadyExists(resource: ApiResource, name: string): StatusError {
    return new StatusError(
      409,
      'AlreadyExists',
      `${qualifiedName(resource)} "${name}" already exists`,
      { details: detailsOf(resource, name) },
    );
  }

  static conflict(resource: ApiResource, name: string): StatusError {
    return new StatusError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${qualifiedName(
        resource,
      )} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
      { details: detailsOf(resource, name) },
    );
  }

  static forbidden(
    resource: ApiResource,
    name: string | undefined,
    because: string,
  ): StatusError {
    const subject = name
      ? `${qualifiedName(resource)} "${name}"`
      : qualifiedName(resource);
    return new StatusError(
      403,
      'Forbidden',
      `${subject} is forbidden: ${because}`,
      { details: detailsOf(resource, name) },
    );
  }

  /** A field of what was sent is wrong. */
  static invalid(
    about: { kind: string; group?: string },
    field: string,
    [reason, problem]: [reason: string, problem: string],
  ): StatusError {
    const { kind, group } = about;
    return new StatusError(
      422,
      'Invalid',
      `${
        group ? `${kind}.${group}` : kind
      } "" is invalid: ${field}: ${problem}`,
      {
        details: {
          ...(group ? { group } : {}),
          kind,
          causes: [{ reason, message: problem, field }],
        },
      },
    );
  }

  static expired(message: string): StatusError {
    return new StatusError(410, 'Expired', message);
  }
}

function qualifiedName({ group, plural }: ApiResource): string {
  return group ? `${plural}.${group}` : plural;
}

function detailsOf(resource: ApiResource, name?: string): StatusDetails {
  return {
    ...(name ? { name } : {}),
    ...(resource.group ? { group: resource.group } : {}),
    kind: resource.plural,
  };
}
