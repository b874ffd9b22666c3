import type { Face } from '../contract/model/face.ts'
import { undocumented, type Answer } from './answer.ts'
import { problem } from './problem.ts'
import { nearest, type Route } from './route.ts'

/** 405 if the path is known, else 404; both suggest the operation that was probably meant. */
export function nowhere(route: Route | undefined, faces: readonly Face[], method: string, path: string): Answer {
  const meant = nearest(faces, method, path)
  const hint = meant ? `Did you mean ${meant.method} ${meant.path} (${meant.operation})?` : ''
  const more = meant ? { nearest: { operation: meant.operation, method: meant.method, path: meant.path } } : {}
  if (!route) {
    const detail = `Nothing is served at ${shown(path)}. ${hint}`
    return { ...problem({ status: 404, title: 'No such path', detail, more }), isNowhere: true }
  }
  const allowed = allowedMethods(route)
  return problem({
    status: 405,
    title: 'Method not allowed',
    detail: `${shown(path)} answers ${allowed}, not ${shown(method)}. ${hint}`,
    headers: ['Allow', allowed],
    more,
  })
}

/** Value of the `Allow` header. */
const allowedMethods = ({ faces }: Route): string =>
  [...faces.keys(), ...(faces.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')

/** The answer to OPTIONS, which concerns a path, not an operation. */
export const optionsOf = (route: Route): Answer => ({
  status: 204,
  headers: ['Allow', allowedMethods(route)],
  body: '',
  about: undocumented(`answers ${allowedMethods(route)}`),
})

const MAX_SHOWN = 120

const shown = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)
