import { at, member } from './answers.ts'
import { of } from './kinds.ts'
import type { Call, Layer, Mutant, Reply } from './mutant.ts'
import { replaced } from './patch.ts'

const CALL = 'domain/video-conference.ts'
const LIMIT = 'domain/rate-limit.ts'
const DECIDE = 'mock/decide.ts'

/** The rate limit, its headers, and the text of its refusal. */
export const limiterMutants: readonly Mutant[] = [
  ...of('limiter', [
    ['one call', replaced(LIMIT, 'usedUp: used >= limit.requests', 'usedUp: used >= limit.requests - 1')],
    [
      'three calls',
      replaced(
        'mock/prepared-face.ts',
        'return {\n    face,',
        'return {\n    face: face.rateLimit ? { ...face, rateLimit: { ...face.rateLimit, requests: 3 } } : face,',
      ),
    ],
    ['none', replaced(LIMIT, 'usedUp: used >= limit.requests', 'usedUp: false')],
    ['a window without end', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now >= 0')],
    ['a window of 3 s', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now < window.start + 3000')],
    ['a window of 10 s', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now < window.start + 10_000')],
    [
      'a window of 5.001 s',
      replaced(LIMIT, 'now < window.start + limit.windowMs', 'now <= window.start + limit.windowMs'),
    ],
    [
      'refused calls prolong the window',
      replaced(LIMIT, 'counted: { start, used', 'counted: { start: used >= limit.requests ? now : start, used'),
    ],
    ['each call begins the window', replaced(LIMIT, 'counted: { start, used', 'counted: { start: now, used')],
    [
      'for each user',
      replaced(
        DECIDE,
        'windowKey(operation, counted)',
        "windowKey(operation, counted) + String(read(UNLIMITED).headers['x-user-id'])",
      ),
    ],
    [
      'wrong credentials count',
      replaced(DECIDE, 'if (!standing || !step.isCounted || !acts)', 'if (!standing || !acts)'),
    ],
    [
      'wrong requests do not count',
      replaced(
        DECIDE,
        'if (!standing || !step.isCounted || !acts)',
        'if (!standing || !step.isCounted || !acts || step.outcome.status === 400)',
      ),
    ],
    [
      'successes do not count',
      replaced(
        DECIDE,
        'if (!standing || !step.isCounted || !acts)',
        'if (!standing || !step.isCounted || !acts || step.outcome.status < 300)',
      ),
    ],
    [
      'refused calls of unknown calls do not count',
      replaced(
        DECIDE,
        'if (!standing || !step.isCounted || !acts)',
        "if (!standing || !step.isCounted || !acts || step.outcome.name === 'unknown-call')",
      ),
    ],
    [
      'anonymous callers are free',
      replaced(
        CALL,
        "'rate-limited': ({ limit }) => limit.usedUp &&",
        "'rate-limited': ({ limit, caller }) => limit.usedUp && caller.kind === 'person' &&",
      ),
    ],
    [
      'the next window has one call',
      replaced(
        LIMIT,
        'const { start, used } = isOpen ? window : { start: now, used: 0 }',
        'const { start, used } = isOpen ? window : { start: now, used: window === undefined ? 0 : 1 }',
      ),
    ],
    [
      'the next window has no limit',
      replaced(
        LIMIT,
        'counted: { start, used: Math.min(used + 1, limit.requests) }',
        'counted: { start, used: window && !isOpen ? -1000 : Math.min(used + 1, limit.requests) }',
      ),
    ],
    [
      'for each call',
      replaced(
        DECIDE,
        'windowKey(operation, counted)',
        'windowKey(operation, counted) + JSON.stringify(read(UNLIMITED).body)',
      ),
    ],
    ['calls of other operations count', () => shared()],
    ['a window of 4.5 s', replaced(LIMIT, 'now < window.start + limit.windowMs', 'now < window.start + 4500')],
    ['livechat is limited, too', () => limited(/room\.join/, 1)],
    ['meetings are limited, too', () => limited(/^\/rooms/, 2)],
  ]),
  ...of('limit headers', [
    ['none', at('joinVideoConference', dropped(/^x-ratelimit/i))],
    ['none on success', at('joinVideoConference/joined', dropped(/^x-ratelimit/i))],
    ['none on 429', at('joinVideoConference/rate-limited', dropped(/^x-ratelimit/i))],
    ['no Reset', at('joinVideoConference', dropped(/^x-ratelimit-reset/i))],
    [
      'on 401, too',
      at('joinVideoConference/not-logged-in', (reply) => ({
        ...reply,
        headers: [
          ...reply.headers,
          ['X-RateLimit-Limit', '2'],
          ['X-RateLimit-Remaining', '2'],
          ['X-RateLimit-Reset', '1772533800000'],
        ],
      })),
    ],
    [
      'Reset in seconds',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', (reset) => Math.floor(reset / 1000)),
      ),
    ],
    [
      'Reset as what is left',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', () => 5000),
      ),
    ],
    [
      'Reset as a date',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', (reset) => new Date(reset).toISOString()),
      ),
    ],
    ['Reset slides', () => sliding()],
    [
      'Reset at the start of the window',
      at(
        'joinVideoConference',
        figure('x-ratelimit-reset', (reset) => reset - 5000),
      ),
    ],
    [
      'Remaining one more',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', (left) => left + 1),
      ),
    ],
    [
      'Remaining is used',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', (left) => 2 - left),
      ),
    ],
    [
      'Remaining is always one',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', () => 1),
      ),
    ],
    [
      'Remaining below zero on 429',
      at(
        'joinVideoConference/rate-limited',
        figure('x-ratelimit-remaining', () => -1),
      ),
    ],
    [
      'Limit of ten',
      at(
        'joinVideoConference',
        figure('x-ratelimit-limit', () => 10),
      ),
    ],
    [
      'Limit with its window',
      at(
        'joinVideoConference',
        figure('x-ratelimit-limit', () => '2;w=5'),
      ),
    ],
    [
      'other names',
      at('joinVideoConference', (reply) => ({
        ...reply,
        headers: reply.headers.map(([name, value]) => [name.replace(/^X-RateLimit/, 'RateLimit'), value] as const),
      })),
    ],
    [
      'said twice',
      at('joinVideoConference/joined', (reply) => ({
        ...reply,
        headers: reply.headers.flatMap((pair) => (pair[0] === 'X-RateLimit-Remaining' ? [pair, pair] : [pair])),
      })),
    ],
  ]),
  ...of('wait of a 429', [
    [
      'no seconds',
      at(
        'joinVideoConference/rate-limited',
        member('error', () => 'Error, too many requests. Please slow down. [error-too-many-requests]'),
      ),
    ],
    [
      '0 seconds',
      at(
        'joinVideoConference/rate-limited',
        seconds(() => 0),
      ),
    ],
    [
      '60 seconds',
      at(
        'joinVideoConference/rate-limited',
        seconds(() => 60),
      ),
    ],
    [
      'milliseconds',
      at(
        'joinVideoConference/rate-limited',
        seconds((each) => each * 1000),
      ),
    ],
    [
      'a fraction of a second',
      at(
        'joinVideoConference/rate-limited',
        seconds((each) => each - 0.5),
      ),
    ],
    [
      'always the whole window',
      at(
        'joinVideoConference/rate-limited',
        seconds(() => 5),
      ),
    ],
    ['rounded down', replaced(LIMIT, 'Math.ceil((reset - now) / 1000)', 'Math.floor((reset - now - 1) / 1000)')],
  ]),
  ...of('limit headers', [
    [
      'Remaining one more for what is wrong',
      at(
        'joinVideoConference/missing-call-id',
        figure('x-ratelimit-remaining', (left) => left + 1),
      ),
    ],
    [
      'Remaining with a fraction',
      at(
        'joinVideoConference',
        figure('x-ratelimit-remaining', (left) => left.toFixed(1)),
      ),
    ],
  ]),
]

function limited(path: RegExp, most: number): Layer {
  const calls = new Map<string, number>()
  return async (call, next) => {
    const reply = await next(call)
    const world = call.headers.find(([name]) => /^x-greenroom-world$/i.test(name))?.[1] ?? ''
    const count = (calls.get(world) ?? 0) + Number(path.test(call.target))
    calls.set(world, count)
    if (!path.test(call.target) || count <= most) return reply
    return { ...reply, status: 429, body: Buffer.from('{"success":false,"error":"Too many requests"}') }
  }
}

/** Makes two calls of other operations use up the limit of a world. */
function shared(): Layer {
  const calls = new Map<string, number>()
  return async (call, next) => {
    const world = worldOf(call)
    const used = calls.get(world) ?? 0
    const reply = await next(call)
    if (!reply.outcome.startsWith('joinVideoConference')) calls.set(world, used + 1)
    if (used < 2 || reply.outcome !== 'joinVideoConference/joined') return reply
    return { ...reply, status: 429 }
  }
}

const worldOf = ({ headers }: Call): string =>
  headers.find(([name]) => name.toLowerCase() === 'x-greenroom-world')?.[1] ?? ''

function dropped(names: RegExp): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, headers: reply.headers.filter(([name]) => !names.test(name)) })
}

function figure(name: string, change: (value: number) => number | string): (reply: Reply) => Reply {
  return (reply) => ({
    ...reply,
    headers: reply.headers.map(([each, value]) =>
      each.toLowerCase() === name ? ([each, String(change(Number(value)))] as const) : ([each, value] as const),
    ),
  })
}

function sliding(): Layer {
  let calls = 0
  return at('joinVideoConference', (reply) => figure('x-ratelimit-reset', (reset) => reset + ++calls * 7)(reply))()
}

function seconds(change: (seconds: number) => number): (reply: Reply) => Reply {
  return member('error', (error) => String(error).replace(/\d+(?= seconds)/, (each) => String(change(Number(each)))))
}
