/** What every answer bears beside its type: state changes from call to call, and a body is what its type says. */
export const PLAIN_HEADERS: readonly string[] = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff']
