import type { Seed } from '../../contract/compiled/types.ts'
import { signToken } from '../../domain/jwt.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { toSeed } from '../../own-seed/choose.ts'
import { seedOrFileOption } from '../options/seed.ts'
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
    'Prints a token for the meeting rooms, signed with the key of the seed. Name a person by id, user name or identity.',
  options: [
    seedOrFileOption,
    numberOption('days', '<days>', `days until it expires; ${DEFAULT_DAYS} by default, 0 = already expired`),
    textOption('jwt-secret', '<key>', 'sign with this key instead of the key of the seed; allows any user'),
  ],
  examples: [
    'greenroom token member',
    'greenroom token host --days 1',
    `curl -H "Authorization: Bearer $(greenroom token member)" -X POST http://localhost:4010/rooms/abc-def-ghi/join`,
  ],
  async run(input, io) {
    const [user, ...more] = input.operands
    const seed = await seedOf(input.text('seed'))
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

async function seedOf(word: string | undefined): Promise<Seed> {
  const seed = await toSeed(word)
  return typeof seed === 'string' ? createSeeds().get(seed).seed : seed
}

function subjectOf(seed: Seed, user: string): string {
  const id = find(seed, user)
  if (id === undefined) throw unknownWord('person', user, people(seed))
  return id
}

/** The identity `expired-token` gets an expired one. */
const daysOf = (seed: Seed, user: string): number =>
  Object.hasOwn(seed.identities, user) && seed.identities[user]?.expired ? 0 : DEFAULT_DAYS

const find = (seed: Seed, user: string): string | undefined => {
  const identity = Object.hasOwn(seed.identities, user) ? seed.identities[user] : undefined
  // `wrong-token` is a wrong pair of headers, not a JWT.
  if (identity?.authToken !== undefined) return undefined
  return (
    identity?.member ?? identity?.person ?? seed.people.find(({ id, username }) => id === user || username === user)?.id
  )
}

const people = (seed: Seed): string[] => seed.people.map(({ username }) => username)
