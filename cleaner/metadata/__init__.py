"""What is known about an article besides its text: from front matter, pages and text lines."""
