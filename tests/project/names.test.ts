import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * Names that are exported by more than one file, each with the reason. A reader who meets any other exported name knows which
 * one it is.
 */
const SHARED: Readonly<Record<string, string>> = {
  // The typed client of the control plane uses the word of what it controls, and imports nothing of it.
  Play: 'a play as the client controls it; a play in a world',
  ScenarioWish: 'what the client asks to play; what the control plane is asked to play',
  Situation: 'a situation in the words of the types; one in the words of any case',
  WorldClock: 'the clock of a world as the client moves it; the one that plays follow',
  worldClock: 'makes either',
  // A command is exported under its own name.
  lint: 'the command; what it does',
  serve: 'the command; preparing a face to be served',
  // Two words of parts that never import each other.
  Cast: 'the guests of a play; the people of a generated seed',
  Deviation: 'how a case differs from success; how a target is known to differ from the contract',
  Finding: 'of lint; of verify',
  Identities: 'of a world; of a target file',
  Part: 'of a document; of an HTML template',
  Place: 'of a value in a document; of a case and its example in a repository',
  Report: 'makes a finding of lint; collects a run of verify',
  Source: 'a text with its places; what a statement rests on',
  Stage: 'the world that a play is in; what the facts of a situation are written to',
  Target: 'what a $ref leads to; what is verified',
  Verdict: 'of the guard on a request; of verify on a case',
  Written: 'a document that refers; a text that was written as JSON already',
  cut: 'shortens a text; cuts a connection',
  endOf: 'of a conversation; of a run',
  placeOf: 'of a case in a repository; of a value in a YAML file',
  timeOf: 'of a seat; of a date text',
  toCall: 'a case as written to its calls; an event to a call',
  toRequest: 'a deviation to the request of its case; a step to a request',
  written: 'HTML as text; a text that needs no JSON again',
  // Known to want names of their own.
  Asked: 'a call to decide on; what a run was asked for',
  Decide: 'decides on facts; decides on a change of a world',
  Decided: 'with facts; without',
  Dispatch: 'of a mock; as transports call it',
  Page: 'of rooms; of a table',
  Served: 'a face that is served; a server of sockets',
  Told: 'of an answer; of a call on a socket',
  isSuccess: 'by an operation of a document; by the words of a case',
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  // What is generated bears the names of the contract's schemas.
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|suite)\.ts$|\/testing\/|^contract\/compiled\//.test(file))

const DECLARED = /^export (?:async )?(?:abstract )?(?:const|function\*?|class|interface|type) (\w+)/gm

const declaredIn = (file: string): string[] => {
  const text = readFileSync(join('src', file), 'utf8')
  // What modules are generated from is text, and exports nothing itself.
  const own = file.startsWith('contract/compile/') ? text.replaceAll(/`(?:[^`\\]|\\.)*`/gs, '') : text
  return [...new Set([...own.matchAll(DECLARED)].map(([, name = '']) => name))]
}

/** Exported name → the files that declare it. */
const declared = Map.groupBy(
  files.flatMap((file) => declaredIn(file).map((name) => ({ name, file }))),
  ({ name }) => name,
)

const shared = new Map(
  [...declared].filter(([, all]) => all.length > 1).map(([name, all]) => [name, all.map(({ file }) => file)]),
)

describe('an exported name', () => {
  it('is declared once in all of the sources', () => {
    expect(declared.size).toBeGreaterThan(900)
    const unexplained = [...shared].filter(([name]) => !Object.hasOwn(SHARED, name))
    expect(unexplained.map(([name, all]) => `${name}: ${all.join(', ')}`)).toEqual([])
  })

  it('has no excuse that it does not need', () => {
    expect(Object.keys(SHARED).filter((name) => !shared.has(name))).toEqual([])
  })

  it('is documented by a promise, and not by what its type shows already', () => {
    const restating =
      /^\/\*\* What [^.:]*?\b(?:(?:is|are) made (?:of|from)|(?:stands?|takes?)(?: on)?(?=[.:]))[^\n]*\n(?:\/\/[^\n]*\n)*export [^\n]*/gm
    const wrong = files.flatMap((file) =>
      [...readFileSync(join('src', file), 'utf8').matchAll(restating)].map(([text]) => `${file}: ${text}`),
    )
    expect(wrong).toEqual([])
  })
})
