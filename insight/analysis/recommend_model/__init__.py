"""What is offered to whom next: goods, the families of methods, and the one statement that makes offers of each.

Every family ends in the same thing: for a good that somebody bought, other goods with a weight. So one statement makes
the offers of all of them, in the exam and on the lists alike.
"""
