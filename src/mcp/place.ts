import type { TestWorld } from '../client/connect.ts'
import type { ArgumentSchema } from './argument-schema.ts'

/** How a result tells an agent its world: the name for further calls of tools, and the base URL for calls of the mock. */
export const worldPlace = ({ name, url, headers }: TestWorld): Readonly<Record<string, unknown>> => ({
  world: name,
  url,
  header: headers,
})

/** The argument that names the world of an agent. */
export const worldArgument: ArgumentSchema = {
  type: 'string',
  description:
    'The world to use, as an earlier result named it. Without it a new world is made, with data of its own that no other agent sees; it ends with this server.',
}
