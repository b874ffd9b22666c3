import { describe, expect, it } from 'vitest'
import { checkExampleNotes } from './example-notes.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

const SUMMARY = 'summary: the light is out'
const SOURCE = 'x-source: [inferred]'

/** The checks' findings in the valid contract with one part replaced. */
const found = async (from: string, to: string) => checkExampleNotes(await documentOf(changed(GOOD, from, to)))

describe('the notes of an example', () => {
  it('are well where each outcome says when it applies, and where that is stated', async () => {
    expect(checkExampleNotes(await documentOf(GOOD))).toEqual([])
  })

  it.each(['summary: "  "', 'summary: ""', 'summary: 7', 'description: the light is out'])(
    'lack the cause of an outcome where they say %s',
    async (written) => {
      expect(await found(SUMMARY, written)).toEqual([
        expect.objectContaining({
          line: lineOf(GOOD, '                dark:'),
          message: 'dark does not say when it applies',
          check: 'example-notes',
        }),
      ])
    },
  )

  it.each([
    ['[]', 'dark has no source'],
    ['inferred', 'dark has no source'],
    ...[
      'somewhere',
      'servers',
      'a server',
      'uninferred',
      'inferred so',
      'play.txt',
      'play.txt#',
      'play#Entering',
      'play.#Entering',
      'play.T#Entering',
      '.txt#Entering',
      'play.txt# Entering',
      'a/play.txt#Entering',
      'two words.txt#Entering',
    ].map((source) => [`["${source}"]`, `"${source}" (a text) is not a source`]),
    ['[7]', '7 (a number) is not a source'],
  ])('name no source by %s', async (written, message) => {
    expect((await found(SOURCE, `x-source: ${written}`)).map((each) => each.message)).toEqual([message])
  })

  it.each(['server', 'inferred', 'a.b-1.ts#x', 'play.md#Entering the # stage'])(
    'name a source by %s',
    async (source) => {
      expect(await found(SOURCE, `x-source: ["${source}"]`)).toEqual([])
    },
  )

  it.each(['condition', 'status', 'media-type', 'body'])('may name the sources of the %s', async (statement) => {
    const written = (source: string) =>
      `x-sources: { ${statement}: [server,\n                    ${source}] }\n                  ${SOURCE}`
    expect(await found(SOURCE, written('inferred'))).toEqual([])
    const text = changed(GOOD, SOURCE, written('nobody'))
    expect(told(checkExampleNotes(await documentOf(text)))).toEqual([
      `${lineOf(text, ' nobody')}: "nobody" (a text) is not a source`,
    ])
  })

  it.each(['x/error', '/errors', '/error/0', 'Status', 'causes'])('name no statement by %s', async (statement) => {
    const text = changed(GOOD, SOURCE, `x-sources: { ${statement}: [server] }\n                  ${SOURCE}`)
    expect(told(checkExampleNotes(await documentOf(text)))).toEqual([
      `${lineOf(text, 'x-sources')}: dark has no statement ${statement}`,
    ])
  })

  it('may name the sources of a member of its body', async () => {
    expect(await found(SOURCE, `x-sources: { /error: [server] }\n                  ${SOURCE}`)).toEqual([])
  })

  it('may name several sources, and each that is none is told', async () => {
    expect(await found(SOURCE, "x-source: [server, 'play.txt#Entering the stage']")).toEqual([])
    expect((await found(SOURCE, 'x-source: [server, nobody, everybody]')).map(({ message }) => message)).toEqual([
      '"nobody" (a text) is not a source',
      '"everybody" (a text) is not a source',
    ])
  })
})

it('what is wrong with the notes of an example is told on the line of that note', async () => {
  const lines = async (text: string) => checkExampleNotes(await documentOf(text)).map(({ line }) => line)
  const none = changed(GOOD, SOURCE, 'x-source: []')
  expect(await lines(none)).toEqual([lineOf(none, 'x-source: []')])
  const wrong = changed(GOOD, SOURCE, 'x-source:\n                    - server\n                    - nobody')
  expect(await lines(wrong)).toEqual([lineOf(wrong, '- nobody')])
  const stated = changed(GOOD, SOURCE, `${SOURCE}\n                  x-sources: server`)
  expect(await lines(stated)).toEqual([lineOf(stated, 'x-sources: server')])
  const empty = changed(GOOD, SOURCE, `${SOURCE}\n                  x-sources:\n                    status: []`)
  expect(told(checkExampleNotes(await documentOf(empty)))).toEqual([
    `${lineOf(empty, 'status: []')}: dark has no source`,
  ])
})

it('what is wrong with the notes of an example is told with the form that they should have', async () => {
  const fixes = async (from: string, to: string) => (await found(from, to)).map(({ fix }) => fix)
  expect(await fixes(SOURCE, `${SOURCE}\n                  x-sources: { conditions: [server] }`)).toEqual([
    'Write { <statement>: [<source>] }, where the statement is condition, status, media-type, body, or the JSON Pointer of a member of the example.',
  ])
  expect(await fixes(SOURCE, 'x-source: []')).toEqual([
    'Write x-source: [<document file name>#<where>], or server, or inferred.',
  ])
  expect(await fixes(SUMMARY, 'summary: 5')).toEqual(['Add a summary: its cause, in a few words.'])
})
