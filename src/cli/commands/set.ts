import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { load } from 'js-yaml'
import { factWords } from '../../contract/compiled/facts.ts'
import { Fault } from '../../fault.ts'
import type { Situation } from '../../client/connect.ts'
import type { Command } from '../command.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { heldSubjects, usedUpText } from '../../verify/plan/subjects.ts'
import { exitCode } from '../exit-code.ts'
import { existingRoom } from '../../rooms/existing.ts'
import { ROOM_KINDS, type RoomKind } from '../../rooms/kinds.ts'
import { toOperation } from '../options/operation.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { isObject } from '../../json.ts'
import { namingArgument } from '../named-argument.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

/** `meeting-room: locked, full, …` for each subject. */
const WORDS = Object.entries(factWords).map(([subject, { facts }]) => `${subject}: ${Object.keys(facts).join(', ')}`)

const EXAMPLE = `Write it in quotes: greenroom set '<subject>: [<fact>]', or '<subject> <code or id>: [<fact>]' for one that exists. Subjects and facts: ${WORDS.join('; ')}.`

/** Puts the mock into a situation with new subjects or existing ones, and prints the values by which a request names them. */
export const set: Command = {
  name: 'set',
  operands: '<situation…>',
  summary: `Puts the mock into a situation with new subjects, or adds facts to existing ones, and prints the values by which a request names them.\nSubjects and their facts; without facts a new subject can be joined:\n${WORDS.map((words) => `  ${words}`).join('\n')}`,
  options: [
    worldOption,
    textOption('operation', '<id>', 'use up the limit of this operation; of all by default'),
    ...serverOptions,
    flagOption('json', 'as JSON'),
  ],
  examples: [
    "greenroom set 'meeting-room: [locked]'",
    "greenroom set 'meeting-room: [locked, full]' 'limit: [used-up]' --world qa-17",
    "greenroom set 'meeting-room abc-def-ghi: [locked]'",
    "greenroom set 'livechat-room: []' --json",
  ],
  async run(input, io) {
    const { situation, existing } = toWish(input.operands)
    if (input.operands.length === 0) throw new Fault('greenroom set takes a situation', EXAMPLE)
    const operation = toOperation(input.text('operation'))
    if (Object.keys(situation).every((subject) => heldSubjects.includes(subject)))
      refuseUnused(
        input,
        ['operation'],
        `without '${usedUpText}'`,
        'Drop it, or add that: it selects whose limit to use up.',
      )
    const world = await worldOf(input)
    await Promise.all(existing.map(({ kind, key }) => existingRoom(world, key, [kind])))
    const named = Object.fromEntries(existing.map(({ value, key }) => [value, key]))
    const values: Readonly<Record<string, string>> = await world
      .situation(situation, { values: named, ...(operation === undefined ? {} : { operation }) })
      .catch((error: unknown) => {
        throw namingArgument(error, argumentsOf(situation), 'set')
      })
    io.out(
      input.flag('json')
        ? `${toEscapedJson(values)}\n`
        : Object.entries(values)
            .map(([name, value]) => `${name}: ${value}\n`)
            .join('') || `[${world.name}] done\n`,
    )
    return exitCode.held
  },
}

/** The place of each argument in the request. */
const argumentsOf = (situation: Situation): Readonly<Record<string, string>> => ({
  '/operation': '--operation',
  ...Object.fromEntries(Object.keys(situation).map((subject) => [`/situation/${subject}`, subject])),
})

/** A situation, and the subjects in it that exist already. */
interface Wish {
  readonly situation: Situation
  readonly existing: readonly Existing[]
}

interface Existing {
  readonly kind: RoomKind
  readonly key: string
  /** The value that names it: `code`. */
  readonly value: string
}

/** Subjects with their facts, as YAML has them: `meeting-room: [locked]`. A single fact needs no brackets. */
function toWish(texts: readonly string[]): Wish {
  const parts = texts.flatMap((text) => Object.entries(membersOf(text)))
  refuseTwice(parts.map(([named]) => subjectOf(named)))
  const situation: Situation = Object.fromEntries(
    parts.map(([named, facts]) => {
      const subject = subjectOf(named)
      return [subject, factsOf(subject, facts === null ? [] : Array.isArray(facts) ? facts : [facts])]
    }),
  )
  return { situation, existing: parts.flatMap(([named]) => existingIn(named)) }
}

const subjectOf = (named: string): string => named.split(/\s+/)[0] ?? ''

/** A situation has one subject of a kind: of two, the first would be forgotten. */
function refuseTwice(subjects: readonly string[]): void {
  const twice = subjects.find((subject, at) => subjects.indexOf(subject) < at)
  if (twice !== undefined)
    throw new Fault(`a situation has one ${twice}, not two`, 'Write all of its facts together, or set each by itself.')
}

function membersOf(text: string): Record<string, unknown> {
  const value = parsed(text)
  if (isObject(value)) return value
  throw new Fault(`${text} is not a situation`, EXAMPLE)
}

/** `meeting-room abc-def-ghi` names one that exists. */
function existingIn(named: string): Existing[] {
  const [subject, key, more] = named.split(/\s+/)
  if (key === undefined) return []
  const kind = ROOM_KINDS.find((each) => each === subject)
  if (kind === undefined || more !== undefined) throw new Fault(`${named} names no subject that exists`, EXAMPLE)
  const [value = ''] = Object.keys(factWords[kind].yields)
  return [{ kind, key, value }]
}

function factsOf(subject: string, facts: readonly unknown[]): readonly unknown[] {
  const known = Object.entries(factWords).find(([name]) => name === subject)?.[1]
  if (!known) throw unknownWord('subject', subject, Object.keys(factWords))
  const words = facts.map((fact) => (typeof fact === 'string' ? fact : toEscapedJson(fact)))
  const wrong = words.find((word) => !Object.hasOwn(known.facts, word))
  if (wrong !== undefined) throw unknownWord(`fact of a ${subject}`, wrong, Object.keys(known.facts))
  return words
}

function parsed(text: string): unknown {
  try {
    return load(text, { maxAliases: 0 })
  } catch (error) {
    throw new Fault(`${text} is not valid YAML`, EXAMPLE, { cause: error })
  }
}
