/** Where a mock listens unless told otherwise. */
export const USUAL_URL = 'http://127.0.0.1:4010'
