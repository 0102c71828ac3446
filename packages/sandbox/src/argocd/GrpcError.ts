const grpcCodes = {
  Unknown: { code: 2, status: 500 },
  InvalidArgument: { code: 3, status: 400 },
  NotFound: { code: 5, status: 404 },
  AlreadyExists: { code: 6, status: 409 },
  PermissionDenied: { code: 7, status: 403 },
  FailedPrecondition: { code: 9, status: 400 },
  Aborted: { code: 10, status: 409 },
  Internal: { code: 13, status: 500 },
  Unauthenticated: { code: 16, status: 401 },
} as const;

/** Names of the gRPC codes that the double answers with. */
export type GrpcCode = keyof typeof grpcCodes;

/** An answer other than 200, in the body that grpc-gateway gives it. */
export class GrpcError extends Error {
  override readonly name = 'GrpcError' as const;
  readonly #code: GrpcCode;

  constructor(code: GrpcCode, message: string) {
    super(message);
    this.#code = code;
  }

  /** HTTP status that grpc-gateway maps the code to. */
  get status(): number {
    return grpcCodes[this.#code].status;
  }

  /** Error and message are the same text, as in grpc-gateway 1.16. */
  get body(): { error: string; code: number; message: string } {
    return {
      error: this.message,
      code: grpcCodes[this.#code].code,
      message: this.message,
    };
  }
}
