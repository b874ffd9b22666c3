import { Fault } from '../../fault.ts'
import { markFault } from '../log/format.ts'
import { skipNumbers } from './journals.ts'
import { openFile } from './open-file.ts'
import { readMark } from './schema.ts'
import { removeWorld } from './world-rows.ts'

/**
 * Removes a world from a file that nobody uses, with all that is kept of it, though it or another one can't be read. Throws a Fault for a
 * file that is not ours, of a newer format or in use, or without a world of that name; then nothing was changed.
 */
export async function removeFromFile(file: string, world: string): Promise<void> {
  const opened = await openFile(file, null, (db) => {
    const fault = markFault(file, readMark(db), null)
    if (fault) throw fault
  })
  const { db, begin, close } = opened
  try {
    begin(({ wasClosed }) => {
      if (!wasClosed) skipNumbers(db)
      const id = db.prepare('SELECT id FROM worlds WHERE name = ?').get(world)?.['id']
      if (id === undefined) throw new Fault(`there is no world ${world} in ${file}`, 'greenroom data lists them.')
      removeWorld(db, Number(id), world, true)
    })
  } finally {
    close()
  }
}
