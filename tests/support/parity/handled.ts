import { createMock } from '../../../src/in-process.ts'
import { handledBy } from '../transcript.ts'
import { httpColumn, type Column } from './columns.ts'

/** Plays the case table without any transport. */
export const handledColumn = async (): Promise<Column[]> => [
  await httpColumn('handle(Request)', async (edition) => {
    const mock = createMock({ edition })
    return { mock, world: mock.world, send: handledBy(mock.handle) }
  }),
]
