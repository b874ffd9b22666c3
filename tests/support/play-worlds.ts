/**
 * Plays worlds of a server, all at once, and prints the hash of each: `play-worlds.ts <url> <number>…`. By turns of their numbers
 * they are named by header, prefix and host.
 */
import { request } from 'undici'
import { hashOf, namingOf, played, playOf, type Send } from './transcript.ts'

const [url = '', ...numbers] = process.argv.slice(2)

const send: Send = async ({ method, target, headers, body }) => {
  const answer = await request(`${url}${target}`, { method, headers, body })
  const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
  return { status: answer.statusCode, headers: Object.fromEntries(told), body: await answer.body.text() }
}

const hashes = await Promise.all(
  numbers.map(async (text) => hashOf(await played(playOf(Number(text)), send, namingOf(Number(text))))),
)
console.log(hashes.join('\n'))
