/** The picture as it stands in the page, for media whose bytes are gone: a page may revoke its `blob:` once it is shown. */

/** PNG of a loaded picture, or of a video's frame, at full size. Rejects where the browser withholds the pixels. */
export async function drawnBytes(image: HTMLImageElement | HTMLVideoElement): Promise<Blob> {
  const bitmap = await createImageBitmap(image, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d', { willReadFrequently: true })?.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob();
  } finally {
    bitmap.close();
  }
}
