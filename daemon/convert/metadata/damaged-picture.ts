/** Why a picture's or a film's structure was not understood, as the end of a sentence. */
export class DamagedPicture extends Error {}
