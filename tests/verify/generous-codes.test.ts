import { expect, it } from 'vitest'
import { makeFolder, runVerify, startForeign } from '../support/run-verify.ts'

const NOT_FOUND = { statusCode: 404, message: 'Room not found', error: 'Not Found' }
const FORMS = ['upper-case', 'without-hyphens', 'blank-behind']

/** Verifies a server with one room, which reads the codes of calls in this way: the cases that it fails, and what is printed. */
async function verified(code: string, read: (code: string) => string) {
  await using server = await startForeign(({ url = '' }, response) => {
    const asked = decodeURIComponent(/^\/rooms\/([^/]+)\/join$/.exec(url)?.[1] ?? '')
    const isFound = read(asked) === read(code)
    response.writeHead(isFound ? 201 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isFound ? {} : NOT_FOUND))
  })
  await using folder = await makeFolder()
  const room = `situations: [{ given: { meeting-room: [] }, values: { code: '${code}' } }]`
  const file = await folder.write('t.yaml', `url: ${server.url}\nauthority: { gate: all }\n${room}\n`)
  const args = FORMS.flatMap((form) => ['--case', `joinMeetingRoom/room-not-found:${form}`])
  const { out } = await runVerify(['--target', file, ...args])
  return { broken: [...out.matchAll(/broken {2}\S+:(\S+)/g)].map(([, form]) => form), out }
}

it.each<[string, (code: string) => string, readonly string[]]>([
  ['in any case', (code) => code.toLowerCase(), ['upper-case']],
  ['without hyphens', (code) => code.replaceAll('-', ''), ['without-hyphens']],
  ['with blanks around them', (code) => code.trim(), ['blank-behind']],
  ['to the letter', (code) => code, []],
])('a server that reads codes %s is told so by its own room, whatever its code', async (_, read, forms) => {
  const { broken, out } = await verified('qrs-tuv-wxy', read)
  expect(broken).toEqual(forms)
  expect(out).toContain(`${3 - forms.length} held`)
})

it('a code without letters or hyphens has no such forms, which is no breach', async () => {
  const { broken, out } = await verified('4211', (code) => code)
  expect(broken).toEqual([])
  expect(out).toContain('1 held, 0 broken')
  expect(out).toContain('1 × situation: the $code of this target has no other form (upper-case)')
})
