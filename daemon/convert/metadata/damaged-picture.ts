/** Why a picture's structure was not understood, as the end of a sentence. */
export class DamagedPicture extends Error {}
