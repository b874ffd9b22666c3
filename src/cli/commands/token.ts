import type { Seed } from '../../contract/compiled/types.ts'
import { signToken } from '../../domain/jwt.ts'
import { createSeeds } from '../../world/seeds.ts'
import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { seedOption, toSeedChoice } from '../options/shared.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { Fault } from '../../fault.ts'
import { numberOption, textOption } from '../options/option.ts'

const DAY = 24 * 60 * 60
const DEFAULT_DAYS = 7

/** Prints a JWT for the meeting rooms. */
export const token: Command = {
  name: 'token',
  operands: '<user>',
  summary:
    'Prints a token for the meeting rooms, signed with the key of the seed, for a person by id, user name or identity.',
  options: [
    seedOption,
    numberOption('days', '<days>', `how long it is good for; ${DEFAULT_DAYS} by default, 0 = it has expired`),
    textOption('jwt-secret', '<key>', 'sign with this key in place of the one of the seed; any user will do'),
  ],
  examples: [
    'greenroom token member',
    'greenroom token host --days 1',
    `curl -H "Authorization: Bearer $(greenroom token member)" -X POST http://localhost:4010/rooms/abc-def-ghi/join`,
  ],
  async run(input, io) {
    const [user, ...more] = input.operands
    const { seed } = createSeeds().get(toSeedChoice(input.text('seed')))
    if (user === undefined || more.length > 0)
      throw new Fault('greenroom token takes one user', `Name one of ${people(seed).join(', ')}.`)
    const secret = input.text('jwt-secret')
    const sub = secret === undefined ? subjectOf(seed, user) : (find(seed, user) ?? user)
    const now = Math.floor(Date.now() / 1000)
    io.out(
      `${signToken(secret ?? seed.jwtSecret, { sub, issued: now, expires: now - 1 + (input.number('days') ?? daysOf(seed, user)) * DAY })}\n`,
    )
    return exitCode.held
  },
}

function subjectOf(seed: Seed, user: string): string {
  const id = find(seed, user)
  if (id === undefined) throw unknownWord('person', user, people(seed))
  return id
}

/** The identity that stands for an expired token gets one. */
const daysOf = (seed: Seed, user: string): number =>
  Object.hasOwn(seed.identities, user) && seed.identities[user]?.expired ? 0 : DEFAULT_DAYS

const find = (seed: Seed, user: string): string | undefined => {
  const identity = Object.hasOwn(seed.identities, user) ? seed.identities[user] : undefined
  // A wrong X-Auth-Token is a wrong pair of headers; no JWT stands for it.
  if (identity?.authToken !== undefined) return undefined
  return (
    identity?.member ?? identity?.person ?? seed.people.find(({ id, username }) => id === user || username === user)?.id
  )
}

const people = (seed: Seed): string[] => seed.people.map(({ username }) => username)
