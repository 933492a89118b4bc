"""Where things are: the areas of the programme, the land around them, and the shapes that draw them."""
