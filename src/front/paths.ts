/** The API whose clients the front serves, as the contracts call it. */
export const FRONT_API = 'rocket-chat'

/** Every path that the front answers over HTTP, as `specs/rocket-chat-front.openapi.yaml` has them. */
export const FRONT_PATHS = [
  '/api/info',
  '/api/v1/login',
  '/api/v1/me',
  '/api/v1/logout',
  '/api/v1/settings.public',
  '/api/v1/settings.oauth',
] as const

/** A path that the front answers over HTTP. */
export type FrontPath = (typeof FRONT_PATHS)[number]

/** Whether the front answers a path over HTTP. */
export const isFrontPath = (path: string): path is FrontPath => PATHS.has(path)

const PATHS: ReadonlySet<string> = new Set(FRONT_PATHS)
