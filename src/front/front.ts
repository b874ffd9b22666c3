import { after } from '../after.ts'
import type { Edition, LoginServices, PublicSettings, ServerInfo } from '../contract/compiled/types.ts'
import type { Face } from '../contract/model/face.ts'
import type { Person } from '../domain/state.ts'
import type { Answer } from '../mock/answer.ts'
import { recorded } from '../mock/answerer.ts'
import { readBody } from '../mock/body.ts'
import type { Beside, BesideRequest } from '../mock/dispatch.ts'
import { raiseLimit, type Limits } from '../mock/limits.ts'
import { problem } from '../mock/problem.ts'
import { frontAnswer, loggedOut, loginAnswer, meAnswer, notLoggedIn, otherMethod } from './answers.ts'
import { claimantOf, toLoginProof } from './login-proof.ts'
import type { Logins } from './logins.ts'
import { isFrontPath, type FrontPath } from './paths.ts'
import { versionOf } from './version.ts'

/** Dependencies of `createFront`. */
export interface FrontParts {
  readonly logins: Logins
  readonly edition: Edition
  /** The operations of the edition: what they answer to callers who are not logged in, the front does, too. */
  readonly faces: readonly Face[]
  readonly limits: Limits
}

/** An answer, with what the journal needs. */
interface Told {
  readonly answer: Answer
  /** Milliseconds since 1970 on the world's clock. */
  readonly at: number
  /** What the journal shows in place of bodies that hold a secret. */
  readonly shown?: { readonly request: string; readonly answer: string }
}

type Handler = (asked: BesideRequest) => Told | Promise<Told>

/** Answers what Rocket.Chat's own clients ask before they get to rooms and calls, by `specs/rocket-chat-front.openapi.yaml`. */
export function createFront(parts: FrontParts): Beside {
  const routes = routesOf(parts)
  return (asked) => {
    const { request, path } = asked
    if (!isFrontPath(path)) return undefined
    const methods = routes[path]
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
    const otherwise: Handler = atOnce(parts, otherMethod(request.method, path, Object.keys(methods)))
    return after((handler ?? otherwise)(asked), (told) => kept(asked, told))
  }
}

function kept({ world, request }: BesideRequest, { answer, at, shown }: Told): Answer | Promise<Answer> {
  const whole = { ...answer, world: world.name }
  const entry = shown
    ? recorded(world, { ...request, body: shown.request }, at, { ...whole, body: shown.answer })
    : null
  return after(entry ?? recorded(world, request, at, whole), () => whole)
}

type Routes = Readonly<Record<FrontPath, Readonly<Record<string, Handler>>>>

function routesOf(parts: FrontParts): Routes {
  const { logins } = parts
  const info: ServerInfo = { version: versionOf(parts.edition), success: true }
  const settings: PublicSettings = { settings: [], count: 0, offset: 0, total: 0, success: true }
  const services: LoginServices = { services: [], success: true }
  const constant = (...answer: Parameters<typeof frontAnswer>): Handler => atOnce(parts, frontAnswer(...answer))
  const logOut = asPerson(parts, (person, { world, request: { method, headers } }) =>
    // HEAD never acts.
    after(method === 'HEAD' ? null : logins.logOut(world.name, headers['x-auth-token'] ?? ''), () => loggedOut(person)),
  )
  return {
    '/api/info': { GET: constant('info', 200, info, `Rocket.Chat ${info.version}`) },
    '/api/v1/login': { POST: loginHandler(parts) },
    '/api/v1/me': { GET: asPerson(parts, meAnswer) },
    '/api/v1/logout': { GET: logOut, POST: logOut },
    '/api/v1/settings.public': { GET: constant('no-settings', 200, settings, 'there are no settings') },
    '/api/v1/settings.oauth': { GET: constant('no-services', 200, services, 'there is no other service to log in by') },
  }
}

/** The same answer to any caller. */
const atOnce =
  ({ logins }: FrontParts, answer: Answer): Handler =>
  ({ world, request }) =>
    after(logins.identify(world.name, request.headers), ({ at }) => ({ answer, at }))

const asPerson =
  (
    { logins, faces }: FrontParts,
    answerTo: (person: Person, asked: BesideRequest) => Answer | Promise<Answer>,
  ): Handler =>
  (asked) =>
    after(logins.identify(asked.world.name, asked.request.headers), ({ person, at }) =>
      after(person ? answerTo(person, asked) : notLoggedIn(faces), (answer) => ({ answer, at })),
    )

const BODIES = { bodies: ['application/json', 'application/x-www-form-urlencoded'] } as const

const loginHandler =
  (parts: FrontParts): Handler =>
  (asked) => {
    const { world, request } = asked
    if (request.isCut) return atOnce(parts, tooLarge(parts.limits))(asked)
    const proof = toLoginProof(readBody(BODIES, request.headers, request.body, parts.limits).value)
    return after(parts.logins.logIn(world.name, request.address, proof), (result) => ({
      answer: loginAnswer(result, world.name, claimantOf(proof)),
      at: result.at,
      shown: { request: JSON.stringify({ user: claimantOf(proof) }), answer: JSON.stringify({ status: result.kind }) },
    }))
  }

const tooLarge = (limits: Limits): Answer =>
  problem({ status: 413, title: 'Body too large', detail: `The body is too large. ${raiseLimit('body', limits)}` })
