import { load } from 'js-yaml'
import { factWords } from '../../contract/compiled/facts.ts'
import { Fault } from '../../fault.ts'
import type { Situation } from '../../client/connect.ts'
import type { Command } from '../command.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { heldSubjects, usedUpText } from '../../verify/plan/subjects.ts'
import { exitCode } from '../exit-code.ts'
import { toOperation } from '../options/shared.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { isObject } from '../../json.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

/** `meeting-room: locked, full, …` for each subject. */
const WORDS = Object.entries(factWords).map(([subject, { facts }]) => `${subject}: ${Object.keys(facts).join(', ')}`)

const EXAMPLE = `Write it in quotes: greenroom set '<subject>: [<fact>]'. Subjects and facts: ${WORDS.join('; ')}.`

/** Puts the mock into a situation, and prints the values by which a request names its subjects. */
export const set: Command = {
  name: 'set',
  operands: '<situation…>',
  summary: `Puts the mock into a situation with new subjects, and prints the values by which a request names them.\nSubjects and their facts; without facts the subject can be joined:\n${WORDS.map((words) => `  ${words}`).join('\n')}`,
  options: [
    worldOption,
    textOption('operation', '<id>', 'use up the limit of this operation; of all by default'),
    ...serverOptions,
    flagOption('json', 'as JSON'),
  ],
  examples: [
    "greenroom set 'meeting-room: [locked]'",
    "greenroom set 'meeting-room: [locked, full]' 'limit: [used-up]' --world qa-17",
    "greenroom set 'livechat-room: []' --json",
  ],
  async run(input, io) {
    const situation: Situation = Object.assign({}, ...input.operands.map(toSituation))
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
    const values: Readonly<Record<string, string>> = await world.situation(
      situation,
      operation === undefined ? {} : { operation },
    )
    io.out(
      input.flag('json')
        ? `${JSON.stringify(values)}\n`
        : Object.entries(values)
            .map(([name, value]) => `${name}: ${value}\n`)
            .join('') || `[${world.name}] done\n`,
    )
    return exitCode.held
  },
}

/** Subjects with their facts, as YAML has them: `meeting-room: [locked]`. A single fact needs no brackets. */
function toSituation(text: string): Record<string, unknown> {
  const value = parsed(text)
  if (!isObject(value)) throw new Fault(`${text} is not a situation`, EXAMPLE)
  return Object.fromEntries(
    Object.entries(value).map(([subject, facts]) => [
      subject,
      factsOf(subject, facts === null ? [] : Array.isArray(facts) ? facts : [facts]),
    ]),
  )
}

function factsOf(subject: string, facts: readonly unknown[]): readonly unknown[] {
  const known = Object.entries(factWords).find(([name]) => name === subject)?.[1]
  if (!known) throw unknownWord('subject', subject, Object.keys(factWords))
  const words = facts.map((fact) => (typeof fact === 'string' ? fact : JSON.stringify(fact)))
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
