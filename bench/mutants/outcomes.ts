import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Face, Outcome } from '../../src/contract/model/face.ts'
import { at, status, text } from './answers.ts'
import type { Mutant } from './mutant.ts'
import { reordered, replaced } from './patch.ts'

function mutantsOf(face: Face, edition: Edition): Mutant[] {
  const refusals = face.outcomes.filter(isRefusal)
  return [
    ...face.outcomes.flatMap((outcome) => [otherStatus(face, outcome, edition), otherBody(face, outcome, edition)]),
    ...refusals.map((outcome) => lost(face, outcome, edition)),
    ...refusals.flatMap((outcome, index) => late(face, outcome, refusals[index + 1], edition)),
    ...refusals.flatMap((outcome, index) =>
      refusals.slice(index + 2).flatMap((later) => givingWay(face, outcome, later, edition)),
    ),
  ]
}

const isRefusal = ({ status: code }: Outcome): boolean => code >= 300

/** What a server is likely to answer instead of a status. */
const INSTEAD: Readonly<Record<number, number>> = {
  200: 201,
  201: 200,
  400: 422,
  401: 403,
  403: 401,
  404: 400,
  413: 400,
  429: 403,
}

const nameOf = ({ operation, edition }: Pick<Face, 'operation' | 'edition'>, name: string): string =>
  `${operation}${edition === '2022' ? ' (2022)' : ''}/${name}`

function otherStatus(face: Face, { name, status: code }: Outcome, edition: Edition): Mutant {
  const instead = INSTEAD[code] ?? 500
  return {
    operator: 'wrong status',
    name: `${nameOf(face, name)} answers ${instead}`,
    edition,
    change: at(`${face.operation}/${name}`, status(instead)),
  }
}

/** The body of its neighbour, if there is one with the same status. */
function otherBody(face: Face, outcome: Outcome, edition: Edition): Mutant {
  const others = face.outcomes.filter(({ name }) => name !== outcome.name)
  const other = others.find((each) => each.status === outcome.status) ?? others.find(isRefusal) ?? outcome
  return {
    operator: 'swapped cause',
    name: `${nameOf(face, outcome.name)} has the body of ${other.name}`,
    edition,
    change: at(
      `${face.operation}/${outcome.name}`,
      text(() => other.example),
    ),
  }
}

const lost = (face: Face, { name }: Outcome, edition: Edition): Mutant => ({
  operator: 'lost cause',
  name: `${nameOf(face, name)} is never found`,
  edition,
  change: reordered(edition, face.operation, (outcomes) => outcomes.filter((each) => each.name !== name)),
})

function late(face: Face, { name }: Outcome, next: Outcome | undefined, edition: Edition): Mutant[] {
  if (next === undefined || areApart(name, next.name)) return []
  const order = (outcomes: readonly Outcome[]): readonly Outcome[] => {
    const place = outcomes.findIndex((each) => each.name === name)
    return outcomes.with(place, outcomes[place + 1] ?? next).with(place + 1, outcomes[place] ?? next)
  }
  return [
    {
      operator: 'precedence',
      name: `${nameOf(face, name)} comes after ${next.name}`,
      edition,
      change: reordered(edition, face.operation, order),
    },
  ]
}

/** A later cause takes precedence over one if a request has both; everything else is correct. */
function givingWay(face: Face, { name }: Outcome, later: Outcome, edition: Edition): Mutant[] {
  if (areApart(name, later.name)) return []
  const own = JSON.stringify(face.outcomes.map((each) => each.name))
  const holds = `steps[names.indexOf('${later.name}')].rule(facts) !== false`
  return [
    {
      operator: 'precedence of two',
      name: `${nameOf(face, name)} gives way to ${later.name}`,
      edition,
      change: replaced(
        'mock/decider.ts',
        'const held = steps[place]?.rule(facts)',
        `const held = JSON.stringify(names) === '${own}' && names[place] === '${name}' && ${holds} ? false : steps[place]?.rule(facts)`,
      ),
    },
  ]
}

const areApart = (one: string, other: string): boolean =>
  NEVER_TOGETHER.some((group) => group.includes(one) && group.includes(other))

/** Causes of which no request can have two at once, so that their order is never visible. */
const NEVER_TOGETHER: readonly (readonly string[])[] = [
  ['guest-name-missing', 'guest-name-too-short', 'guest-name-too-long'],
  ['room-not-found', 'room-inactive'],
  ['room-not-found', 'room-locked'],
  ['room-not-found', 'room-full'],
  ['invalid-room', 'room-closed'],
  // A body that is too large or unreadable is not read; and of several validation errors, the validator reports one.
  ['malformed-body', 'body-too-large', 'guest-name-too-short'],
  ['malformed-body', 'body-too-large', 'guest-name-too-long'],
  ['missing-room-id', 'invalid-query'],
  ['missing-room-id', 'room-closed'],
  ['missing-call-id', 'invalid-body'],
]

/** For every outcome: another status, another outcome's body, its cause never checked, its cause checked too late. */
export const outcomeMutants: readonly Mutant[] = [
  ...faces.current.flatMap((face) => mutantsOf(face, 'current')),
  ...faces['2022']
    .filter(({ operation }) => operation === 'joinLivechatRoom')
    .flatMap((face) => mutantsOf(face, '2022')),
]
