import type { LoggedIn, LoggedOut, LoginRefused, Me } from '../contract/compiled/types.ts'
import type { Face } from '../contract/model/face.ts'
import type { Person } from '../domain/state.ts'
import { PLAIN_HEADERS, undocumented, type Answer } from '../mock/answer.ts'
import { fullWorld } from '../mock/no-world.ts'
import { problem } from '../mock/problem.ts'
import type { LoginResult } from './logins.ts'
import { FRONT_API } from './paths.ts'
import { profileOf } from './profile.ts'

/** An answer of the front by its example's name, with a few words for the log. */
export const frontAnswer = (name: string, status: number, body: object, cause: string): Answer => ({
  status,
  headers: ['Content-Type', 'application/json', ...PLAIN_HEADERS, 'Greenroom-Outcome', name],
  body: JSON.stringify(body),
  about: undocumented(cause),
})

/** The answer to a login; `claimant` names the user who tried. */
export function loginAnswer(result: LoginResult, world: string, claimant: string): Answer {
  if (result.kind === 'full') return fullWorld(world, 503)
  if (result.kind === 'refused')
    return frontAnswer('login-refused', 401, REFUSED, `the login of ${claimant} was refused`)
  const { person, token } = result.login
  const data = { userId: person.id, authToken: token, me: profileOf(person) }
  const body: LoggedIn = { status: 'success', data }
  return frontAnswer('logged-in', 200, body, `${person.username} is logged in`)
}

const REFUSED: LoginRefused = { status: 'error', error: 'Unauthorized', message: 'Unauthorized' }

/** Who the caller is. */
export const meAnswer = (person: Person): Answer =>
  frontAnswer('me', 200, { ...profileOf(person), success: true } satisfies Me, `the caller is ${person.username}`)

/** The answer to a caller whose token has ended. */
export const loggedOut = ({ username }: Person): Answer =>
  frontAnswer('logged-out', 200, LOGGED_OUT, `${username} is logged out`)

const LOGGED_OUT: LoggedOut = { status: 'success', data: { message: "You've been logged out!" } }

/** What the edition's own operations answer to callers who are not logged in. */
export function notLoggedIn(faces: readonly Face[]): Answer {
  const outcomes = faces.filter(({ api }) => api === FRONT_API).flatMap(({ outcomes: all }) => all)
  const found = outcomes.find(({ name }) => name === 'not-logged-in')
  if (!found) throw new Error(`no operation of ${FRONT_API} knows callers who are not logged in`)
  return { ...frontAnswer(found.name, found.status, {}, found.cause), body: found.example }
}

/** 405, or the answer to OPTIONS. */
export function otherMethod(method: string, path: string, methods: readonly string[]): Answer {
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const headers = ['Allow', allowed]
  if (method === 'OPTIONS') return { status: 204, headers, body: '', about: undocumented(`answers ${allowed}`) }
  const detail = `${path} answers ${allowed}, not ${method.slice(0, 40)}.`
  return problem({ status: 405, title: 'Method not allowed', detail, headers })
}
