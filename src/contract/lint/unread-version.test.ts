import { describe, expect, it } from 'vitest'
import { lintDocuments } from './lint.ts'
import { documentOf, told } from './testing/documents.ts'

const found = async (text: string) => lintDocuments([await documentOf(`${text}\ninfo: { title: a, version: '1' }`)])

describe('a document of a version that is not read', () => {
  it.each([
    ['swagger: "2.0"', 'Swagger 2.0 is not read'],
    ['asyncapi: 2.6.0', 'version 2.6.0 of AsyncAPI is not read'],
    ['asyncapi: 4.0.0', 'version 4.0.0 of AsyncAPI is not read'],
    ['openapi: 4.0.0', 'version 4.0.0 of OpenAPI is not read'],
    ['title: another', 'the document says no version'],
  ])('gets one finding for %s, which says what is read, and no advice that would spoil it', async (text, message) => {
    const [finding, ...others] = await found(text)
    expect(finding).toMatchObject({
      line: 1,
      message: `${message}: OpenAPI 3.0, 3.1 and 3.2, and AsyncAPI 3.0 and 3.1, are read`,
    })
    expect(finding?.fix).not.toMatch(/^Write/)
    expect(others).toEqual([])
  })

  it.each([
    ['openapi: 3.1', 'Write 3.1.0, or the last number it was written for.'],
    ['openapi: 3.0', 'Write 3.0.0, or the last number it was written for.'],
    ["openapi: '3.2'", 'Write 3.2.0, or the last number it was written for.'],
    ['openapi: 3', 'Write 3.0.0, or the last number it was written for.'],
  ])('is told the whole number for %s', async (text, fix) => {
    expect(await found(text)).toMatchObject([{ fix }])
  })

  it.each([
    ['swagger: "2.0"', 'Convert it to OpenAPI 3 with a converter; another version number alone would make it invalid.'],
    ['asyncapi: 2.6.0', 'Convert it with a converter; another version number alone would make it invalid.'],
    ['asyncapi: 1', 'Convert it with a converter; another version number alone would make it invalid.'],
    ...[
      'asyncapi: 3.2.0',
      'asyncapi: 20.0.0',
      'asyncapi: 3.0',
      'asyncapi: 13.0.0',
      'asyncapi: 3.0.0-',
      'asyncapi: 3.0.0.1',
      'openapi: 4.0.0',
      'openapi: 3.3',
      'openapi: 3.1.0-',
      'openapi: 3.1.0.1',
      'openapi: 13.1.0',
      "openapi: '3.1.'",
      'openapi: 13.1',
      'openapi: { a: 1 }',
    ].map((version) => [
      version,
      'If the document was written for it, leave it: another version number alone would make it invalid.',
    ]),
    ['asyncapi: 2', 'Convert it with a converter; another version number alone would make it invalid.'],
    [
      'title: another',
      'Name an OpenAPI or AsyncAPI document; its first line says openapi: or asyncapi: and the version.',
    ],
  ])('is told what to do about %s, on its line', async (version, fix) => {
    const document = await documentOf(`info: { title: a, version: '1' }\n${version}`)
    expect(await lintDocuments([document])).toMatchObject([
      { line: version.startsWith('title') ? 1 : 2, fix, check: 'structure' },
    ])
  })

  it('is told what its version is instead', async () => {
    const messages = async (text: string) => (await found(text)).map(({ message }) => message)
    expect(await messages('openapi: 3.1')).toEqual(['openapi must be a text with three numbers, but is 3.1 (a number)'])
    const read = 'OpenAPI 3.0, 3.1 and 3.2, and AsyncAPI 3.0 and 3.1, are read'
    expect(await messages('openapi: { a: 1 }')).toEqual([`version an object of OpenAPI is not read: ${read}`])
    expect(await messages('swagger: 2.5')).toEqual([`Swagger 2.5 is not read: ${read}`])
    expect(await messages('asyncapi: true')).toEqual([`version true (a boolean) of AsyncAPI is not read: ${read}`])
  })

  it('is a list, or a text', async () => {
    expect(told(await lintDocuments([await documentOf('[]')]))).toEqual(['1: the document is not an object'])
    expect(told(await lintDocuments([await documentOf('text')]))).toEqual(['1: the document is not an object'])
  })
})

describe('a document of a later version is read:', () => {
  it('OpenAPI 3.2, with its new members', async () => {
    const text = `openapi: 3.2.0
info: { title: Stage, version: 1.0.0 }
$self: https://example.com/stage
tags: [{ name: a, summary: A, kind: nav }]
paths:
  /stage:
    query:
      parameters: [{ name: q, in: querystring, content: { text/plain: { schema: { type: string } } } }]
      responses: { '200': { summary: ok, content: { text/event-stream: { itemSchema: { type: strin } } } } }
`
    expect(told(await lintDocuments([await documentOf(text)]))).toEqual([
      expect.stringMatching(/^9: type must be array or .*, but is "strin"/),
    ])
  })

  it.each(['3.0.3-rc0', '3.1.0-rc1', '3.2.0-beta', '3.1.12'])('OpenAPI %s', async (version) => {
    expect(await found(`openapi: ${version}\npaths: {}`)).toEqual([])
  })

  it.each(['3.0.0', '3.1.0', '3.0.0-next-major-spec.1'])(
    'AsyncAPI %s of anyone, without the words of our contracts',
    async (version) => {
      const text = `asyncapi: ${version}
info: { title: Stage, version: 1.0.0 }
operations: { told: { action: receive, channel: {} } }
components: { messages: { told: { payload: { type: strin } } } }
`
      expect(told(await lintDocuments([await documentOf(text)]))).toEqual([
        expect.stringMatching(/^4: type must be array or .*, but is "strin"/),
      ])
    },
  )
})
