/** An answer before it is written, and the ids of the livechat rooms that it shows. */
export interface Reply {
  readonly status: number
  readonly body: string
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly shown: readonly string[]
}

// Exactly so, without a charset (§1.3), but for the text that the router itself answers.
const JSON_TYPE = 'application/json'
const TEXT_TYPE = 'text/plain; charset=UTF-8'
const NO_STORE = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

/** An answer of the API. */
export const json = (status: number, body: object, shown: readonly string[] = []): Reply => ({
  status,
  body: JSON.stringify(body),
  type: JSON_TYPE,
  headers: NO_STORE,
  shown,
})

/** What a handler that says no answers. */
export const failure = (error?: string, more: object = {}): Reply =>
  json(400, { success: false, ...(error === undefined ? {} : { error }), ...more })

export const joined: Reply = json(200, { success: true })

export const unauthorized: Reply = json(403, { success: false, error: 'unauthorized' })

export const lacksPermission: Reply = json(403, {
  success: false,
  error: 'User does not have the permissions required for this action [error-unauthorized]',
})

const LOG_IN = 'You must be logged in to do this.'
export const notLoggedIn: Reply = json(401, { success: false, error: LOG_IN, status: 'error', message: LOG_IN })

/** Unknown path, method, letter case, or a slash too many: the router's own text, no JSON and no 405. */
export const notFound: Reply = { status: 404, body: '404 Not Found', type: TEXT_TYPE, headers: {}, shown: [] }

export const tooMany = (seconds: number): Reply =>
  json(429, {
    success: false,
    error: `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`,
  })

/** What the validators of the untyped routes of 8.0 to 8.2 say. */
export const invalid = (text: string): Reply => failure(`${text} [invalid-params]`, { errorType: 'invalid-params' })
