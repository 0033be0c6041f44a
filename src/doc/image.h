/* doc/image - a node tree as bytes, so that a file known at build time need not be parsed at every start.
 *
 * An image goes with the source it was made from: text that stands in the source as it is is not stored again. It holds
 * everything but the maps of scalars (doc_node_part then gives the whole span). Made by the same program that reads it,
 * at build time; not a format for files. */
#ifndef DOC_IMAGE_H
#define DOC_IMAGE_H

#include "base/buf.h"
#include "doc/node.h"

/* Appends the image of a tree (all nodes of one source). */
void doc_image_write(struct buf *out, const struct doc_node *root);

/* The tree of an image, in the arena, over the source it was made from. STATUS_INVALID when the bytes are no image. */
enum status doc_image_read(struct arena *arena, const struct text_source *source, struct text_view image,
                           const struct doc_node **out_root) MUST_CHECK;

#endif
