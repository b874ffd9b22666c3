/** The documented rate-limit headers; `reset` is in milliseconds since 1970. */
export const limitHeaders = ({
  limit,
  remaining,
  reset,
}: {
  readonly limit: number
  readonly remaining: number
  readonly reset: number
}): string[] => [
  'X-RateLimit-Limit',
  String(limit),
  'X-RateLimit-Remaining',
  String(remaining),
  'X-RateLimit-Reset',
  String(reset),
]
